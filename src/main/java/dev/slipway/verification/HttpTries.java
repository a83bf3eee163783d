package dev.slipway.verification;

import dev.slipway.runtime.OutboundHttp.Answer;
import dev.slipway.runtime.OutboundHttp.Call;
import dev.slipway.runtime.OutboundHttp.Limits;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.OutboundUrl;
import dev.slipway.verification.HttpProbe.BodyMatch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/// Asks once over HTTP, and says who answers for what came of it: the service for what its host
/// said, or did not say once it had taken the connection; nobody for a way that leads nowhere.
@Component
class HttpTries {

  /// Of a body is read so much.
  static final int BODY = 65_536;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// For looking at a body. The time-out of a smoke test is its service's, and this is no fault of
  /// the service.
  private static final Duration LOOKING = Duration.ofSeconds(10);

  private final CheckedHosts hosts;
  private final BodySearch search = new BodySearch(LOOKING);

  HttpTries(CheckedHosts hosts) {
    this.hosts = hosts;
  }

  /// Asks; never fails.
  SmokeTry ask(HttpProbe probe, Duration timeout) {
    var began = System.nanoTime();
    var taken = new AtomicBoolean();
    try {
      var answer = sent(probe, timeout, taken);
      return judged(probe, answer, since(began));
    } catch (TimeoutException _) {
      return nothing(
          "The portal had no time to look for the pattern in the answer. Let the pattern repeat"
              + " less, or look for a plain text.",
          began);
    } catch (OutboundRefused refused) {
      return nothing(refused.detail() + hosts.way(OutboundUrl.parse(probe.url())), began);
    } catch (UnknownHostException _) {
      return nothing("The host of the address is not known to the portal's network.", began);
    } catch (SSLException _) {
      return nothing(
          "The portal does not trust the certificate, or the host speaks no TLS. Look at the"
              + " certificate's name, end and authority.",
          began);
    } catch (SocketTimeoutException _) {
      return taken.get()
          ? failed("No whole answer within %d s.".formatted(timeout.toSeconds()), began)
          : nothing("Nobody took the connection in time, so nobody was asked.", began);
    } catch (ConnectException refused) {
      return isRefused(refused)
          ? failed("The connection is refused: nobody listens at the address.", began)
          : nothing("There is no way to the address from here.", began);
    } catch (IOException cut) {
      return taken.get()
          ? failed("The answer is not whole: %s.".formatted(words(cut)), began)
          : nothing("There is no way to the address from here.", began);
    }
  }

  private Answer sent(HttpProbe probe, Duration timeout, AtomicBoolean taken) throws IOException {
    var url = OutboundUrl.parse(probe.url());
    var connect = CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout;
    var bytes = probe.match() == BodyMatch.ANY ? 0 : BODY;
    return hosts
        .to(url)
        .send(
            new Call(probe.method(), url, Map.of("Accept", "*/*"), ""),
            new Limits(connect, timeout, bytes),
            () -> taken.set(true));
  }

  private SmokeTry judged(HttpProbe probe, Answer answer, Duration took) throws TimeoutException {
    int status = answer.status();
    if (!probe.passes(status)) {
      var redirects =
          status >= 300 && status < 400
              ? " A redirect is not followed: ask the address where it leads."
              : "";
      return new SmokeTry(
          SampleOutcome.FAILED,
          status,
          took,
          "It answered %d (expected: %s).".formatted(status, probe.expects()) + redirects);
    }
    if (isFound(probe, answer.body())) {
      return new SmokeTry(SampleOutcome.PASSED, status, took, "");
    }
    return new SmokeTry(
        SampleOutcome.FAILED,
        status,
        took,
        "%s %s “%s”."
            .formatted(
                answer.cut() ? "The first 64 kB of the answer do not" : "The answer does not",
                probe.match() == BodyMatch.PATTERN ? "match" : "contain",
                probe.text()));
  }

  private boolean isFound(HttpProbe probe, String body) throws TimeoutException {
    return switch (probe.match()) {
      case ANY -> true;
      case CONTAINS -> body.contains(probe.text());
      case PATTERN -> search.isIn(TextPattern.of(probe.text()), body);
    };
  }

  /// A host that refuses is there; one that cannot be reached may be there for others.
  private static boolean isRefused(ConnectException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Connection refused");
  }

  private static SmokeTry failed(String why, long began) {
    return new SmokeTry(SampleOutcome.FAILED, null, since(began), why);
  }

  private static SmokeTry nothing(String why, long began) {
    return new SmokeTry(SampleOutcome.ERROR, null, since(began), why);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String words(IOException failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
