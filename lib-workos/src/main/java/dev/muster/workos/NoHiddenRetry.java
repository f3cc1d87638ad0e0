package dev.muster.workos;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Takes the reason to repeat a request away from OkHttp, which sends it again by itself after a 503
 * with {@code Retry-After: 0} and after a 408.
 */
final class NoHiddenRetry implements Interceptor {
  private static final int TIMEOUT = 408;
  private static final int UNAVAILABLE = 503;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return switch (response.code()) {
      case TIMEOUT -> response.newBuilder().code(UNAVAILABLE).removeHeader("Retry-After").build();
      case UNAVAILABLE -> response.newBuilder().removeHeader("Retry-After").build();
      default -> response;
    };
  }
}
