package dev.muster.workos;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Reads a body to a bound and no further: the SDK reads whatever comes. */
final class BoundedBody implements Interceptor {
  private final int bound;

  BoundedBody(int bound) {
    this.bound = bound;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    try (ResponseBody body = response.body()) {
      byte[] bytes = body.byteStream().readNBytes(bound + 1);
      if (bytes.length > bound) {
        throw new IOException("the body is longer than " + bound + " bytes");
      }
      return response.newBuilder().body(ResponseBody.create(bytes, body.contentType())).build();
    }
  }
}
