package dev.slipway.clusters.fabric8;

import dev.slipway.runtime.OutboundRefused;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One HTTP client for one API server, for the life of its registration. Every request is sent
/// once: the library's own retries are off, and each call has a limit over its whole length.
final class ApiServer implements AutoCloseable {

  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  private final Kubeconfig kubeconfig;
  private final ServerRules rules;
  private final HttpClient client;
  private final @Nullable MountedToken tokens;
  private final @Nullable Instant expiresAt;

  ApiServer(Kubeconfig kubeconfig, ServerRules rules) {
    this(kubeconfig, rules, null);
  }

  /// @param tokenFile where the token is renewed from, or null
  ApiServer(Kubeconfig kubeconfig, ServerRules rules, @Nullable Path tokenFile) {
    this.tokens = tokenFile == null ? null : new MountedToken(tokenFile);
    this.kubeconfig = kubeconfig;
    this.rules = rules;
    this.expiresAt = tokens == null ? kubeconfig.expiresAt() : null;
    this.client = new OnTheSpot().newBuilder(kubeconfig.config(tokens)).build();
  }

  /// When the credential ends by itself; null if it never does, or if it is renewed.
  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /// A whole answer of any status.
  ///
  /// @throws NotSent if no connection came about
  /// @throws IOException if it is not known what the server did
  Answer get(String path, Duration limit) throws IOException {
    return call(request(path).build(), limit);
  }

  Answer send(String method, String path, String contentType, String body, Duration limit)
      throws IOException {
    return call(request(path).method(method, contentType, body).build(), limit);
  }

  private List<String> credentials() {
    var token = tokens == null ? kubeconfig.token() : tokens.getToken();
    return token == null || token.isBlank() ? List.of() : List.of(token);
  }

  private Answer call(HttpRequest request, Duration limit) throws IOException {
    var body = new ByteArrayOutputStream();
    var end = System.nanoTime() + limit.toNanos();
    try (var stream = open(request, chunk -> keep(chunk, body), limit)) {
      stream.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      return new Answer(
          stream.response.code(),
          stream.response.header("Retry-After"),
          body.toByteArray(),
          credentials());
    }
  }

  /// Fails as soon as it is too much, which ends the call: whoever answers must not fill the memory
  /// of the portal.
  private static void keep(byte[] chunk, ByteArrayOutputStream body) {
    if (body.size() + chunk.length > LARGEST_BODY) {
      throw new UncheckedIOException(new IOException("the answer is larger than 64 MB"));
    }
    body.writeBytes(chunk);
  }

  /// Opens a stream: returns when the server has answered with headers, bytes follow on another
  /// thread.
  Stream stream(String path, Consumer<byte[]> bytes, Duration untilHeaders) throws IOException {
    return open(request(path).forStreaming().build(), bytes, untilHeaders);
  }

  private Stream open(HttpRequest request, Consumer<byte[]> bytes, Duration limit)
      throws IOException {
    requireAllowed();
    var answer = asked(request, bytes);
    HttpResponse<AsyncBody> response;
    try {
      response = await(answer, limit);
    } catch (IOException e) {
      var _ = answer.thenAccept(late -> late.body().cancel());
      var _ = answer.cancel(true);
      throw e;
    }
    response.body().consume();
    return new Stream(response);
  }

  private CompletableFuture<HttpResponse<AsyncBody>> asked(
      HttpRequest request, Consumer<byte[]> bytes) throws NotSent {
    try {
      return client.consumeBytes(
          request,
          (List<ByteBuffer> buffers, AsyncBody body) -> {
            for (var buffer : buffers) {
              var chunk = new byte[buffer.remaining()];
              buffer.get(chunk);
              bytes.accept(chunk);
            }
            body.consume();
          });
    } catch (RejectedExecutionException | IllegalStateException e) {
      // Whoever removed the cluster closed this connection; the library says so in two ways.
      throw new NotSent("this connection was ended", e);
    }
  }

  private void requireAllowed() throws IOException {
    try {
      rules.beforeCall(kubeconfig.server());
    } catch (OutboundRefused e) {
      throw new NotSent(String.valueOf(e.getMessage()), e);
    } catch (UnknownHostException e) {
      throw new NotSent("its name is not known here", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return client
        .newHttpRequestBuilder()
        .uri(kubeconfig.server() + path)
        .header("Accept", "application/json");
  }

  private static <T> T await(CompletableFuture<T> future, Duration limit) throws IOException {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + Math.max(1, limit.toSeconds()) + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for an answer");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static IOException failure(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ConnectException || at instanceof HttpConnectTimeoutException) {
        return new NotSent("no connection", at);
      }
      if (at instanceof javax.net.ssl.SSLHandshakeException) {
        return new NotSent("TLS was refused: " + at.getMessage(), at);
      }
      if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
        return new NotSent("its name is not known here", at);
      }
    }
    if (cause instanceof UncheckedIOException e && e.getCause() != null) {
      return e.getCause();
    }
    return cause instanceof IOException e ? e : new IOException("connection failed", cause);
  }

  @Override
  public void close() {
    client.close();
  }

  /// Follows no redirect: only the address that was accepted is called. The library follows any.
  private static final class OnTheSpot extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
      builder.followRedirects(Redirect.NEVER);
    }
  }

  /// No connection came about, so nothing was sent.
  static final class NotSent extends IOException {
    NotSent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// An answer whose body still arrives.
  static final class Stream implements AutoCloseable {

    private final HttpResponse<AsyncBody> response;

    private Stream(HttpResponse<AsyncBody> response) {
      this.response = response;
    }

    int status() {
      return response.code();
    }

    @Nullable String retryAfter() {
      return response.header("Retry-After");
    }

    /// Waits for the end of the body at most this long.
    ///
    /// @return false if it has not ended yet
    boolean ended(Duration patience) throws IOException {
      try {
        response.body().done().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("stopped while reading");
      } catch (ExecutionException | CancellationException e) {
        throw failure(e.getCause() == null ? e : e.getCause());
      }
    }

    private void awaitEnd(Duration limit) throws IOException {
      await(response.body().done(), limit);
    }

    @Override
    public void close() {
      response.body().cancel();
    }
  }
}
