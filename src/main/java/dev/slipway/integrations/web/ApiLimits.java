package dev.slipway.integrations.web;

import dev.slipway.integrations.ApiProperties;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.shell.CurrentActor;
import dev.slipway.shell.GoodCredential;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// How often the API may be called. Two filters share it: one before anybody is known, which counts
/// what was not let in by its address, and one after, which counts callers. Told in the fields
/// `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers, from its eighth
/// version on). Each replica counts for itself.
@Component
class ApiLimits {

  private static final String COUNTED = ApiLimits.class.getName();
  private static final int KNOWN = 10_000;

  private final Buckets callers;
  private final Buckets strangers;
  private final Refusal refusal;

  /// What has lately been good for somebody, so that a flood from an address shuts out no caller
  /// who is at work behind it.
  private final Set<String> good =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KNOWN;
                }
              }));

  ApiLimits(ApiProperties properties, Refusal refusal) {
    this.callers = new Buckets(properties.callsPerMinute());
    this.strangers = new Buckets(properties.strangersPerMinute());
    this.refusal = refusal;
  }

  void beforeAnybodyIsKnown(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var network = Callers.network(request);
    var credential = Callers.credential(request);
    var known = credential != null && good.contains(credential) ? "key " + credential : null;
    var limit = known == null ? strangers : callers;
    var wait = limit.wait(known == null ? network : known);
    if (wait > 0) {
      refuse(wait, known == null ? "strangers" : "caller", limit.perMinute(), request, response);
      return;
    }
    chain.doFilter(request, response);
    if (request.getAttribute(COUNTED) == null) {
      var _ = strangers.take(network);
      if (known != null) {
        var _ = callers.take(known);
      }
      if (credential != null && GoodCredential.isIn(request)) {
        good.add(credential);
      } else if (credential != null
          && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
        good.remove(credential);
      }
    }
  }

  void ofWhoeverIsKnown(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var actor = CurrentActor.of(request);
    if (actor.person() == null) {
      chain.doFilter(request, response);
      return;
    }
    request.setAttribute(COUNTED, true);
    var credential = Callers.credential(request);
    if (credential != null) {
      good.add(credential);
    }
    var left = callers.take(actor.caller());
    if (!left.isConsumed()) {
      refuse(
          Buckets.seconds(left.getNanosToWaitForRefill()),
          "caller",
          callers.perMinute(),
          request,
          response);
      return;
    }
    tell("caller", callers.perMinute(), left, response);
    chain.doFilter(request, response);
  }

  private static void tell(
      String policy, int perMinute, ConsumptionProbe left, HttpServletResponse response) {
    response.setHeader("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(policy, perMinute));
    response.setHeader(
        "RateLimit",
        "\"%s\";r=%d;t=%d"
            .formatted(
                policy, left.getRemainingTokens(), Buckets.seconds(left.getNanosToWaitForReset())));
  }

  private void refuse(
      long wait,
      String policy,
      int perMinute,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(policy, perMinute));
    response.setHeader("RateLimit", "\"%s\";r=0;t=%d".formatted(policy, wait));
    response.setHeader("Retry-After", Long.toString(wait));
    refusal.answer(
        new DomainFailure(
            ProblemType.TOO_MANY_REQUESTS,
            "More than %d calls a minute. Wait %d s, as Retry-After says, then go on more slowly."
                .formatted(perMinute, wait)),
        request,
        response);
  }
}
