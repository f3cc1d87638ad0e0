package dev.muster.servlet;

import dev.muster.session.SetCookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;

/** A response that keeps what the filter said in it, also where a handler begins anew. */
final class KeptAnswer extends HttpServletResponseWrapper {
  private final AnswerStyle style;
  private final List<SetCookie> cookies;

  KeptAnswer(HttpServletResponse response, AnswerStyle style, List<SetCookie> cookies) {
    super(response);
    this.style = style;
    this.cookies = cookies;
  }

  void setCookies() {
    for (SetCookie cookie : cookies) {
      addHeader("Set-Cookie", cookie.header());
    }
  }

  @Override
  public void reset() {
    super.reset();
    setCookies();
    style.noStore(this);
  }
}
