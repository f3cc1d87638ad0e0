package dev.muster.testkit.stage;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The text of an answer, which fails beyond a number of bytes instead of filling the memory. */
final class BoundedBody implements BodySubscriber<String> {
  private final BodySubscriber<String> text;
  private final long most;
  private @Nullable Subscription subscription;
  private long seen;

  private BoundedBody(BodySubscriber<String> text, long most) {
    this.text = text;
    this.most = most;
  }

  static BodyHandler<String> of(long most) {
    BodyHandler<String> text = BodyHandlers.ofString();
    return info -> new BoundedBody(text.apply(info), most);
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    text.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    if (seen > most) {
      return;
    }
    seen += bytes.stream().mapToLong(Buffer::remaining).sum();
    if (seen <= most) {
      text.onNext(bytes);
      return;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    text.onError(new KitHttp.TooLong(most));
  }

  @Override
  public void onError(Throwable failed) {
    text.onError(failed);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
