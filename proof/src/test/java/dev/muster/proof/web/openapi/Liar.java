package dev.muster.proof.web.openapi;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A broken service: stands before the real one, and changes what it answers. */
final class Liar implements Filter {
  private final Consumer<HttpServletResponse> head;
  private final UnaryOperator<String> body;

  private Liar(Consumer<HttpServletResponse> head, UnaryOperator<String> body) {
    this.head = head;
    this.body = body;
  }

  static Liar aboutHead(Consumer<HttpServletResponse> head) {
    return new Liar(head, UnaryOperator.identity());
  }

  static Liar aboutBody(UnaryOperator<String> body) {
    return new Liar(response -> {}, body);
  }

  Liar and(Liar other) {
    return new Liar(head.andThen(other.head), text -> other.body.apply(body.apply(text)));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Held held = new Held((HttpServletResponse) response);
    chain.doFilter(request, held);
    head.accept((HttpServletResponse) response);
    String told = body.apply(held.bytes.toString(StandardCharsets.UTF_8));
    response.getOutputStream().write(told.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Held extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Held(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public ServletOutputStream getOutputStream() {
      return new ServletOutputStream() {
        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int octet) {
          bytes.write(octet);
        }
      };
    }
  }
}
