package dev.slipway.integrations.web;

import dev.slipway.integrations.RecordedAnswer;
import dev.slipway.integrations.RecordedAnswers;
import dev.slipway.integrations.RecordedAnswers.Claim;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.IdempotencyKey;
import dev.slipway.kernel.ProblemType;
import dev.slipway.shell.CurrentActor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// One intent, one answer: a change that carries an `Idempotency-Key` is done once, however often
/// it is sent. Only what succeeded is kept; what was refused is judged anew. Where the portal
/// failed, nobody knows whether there was an effect: nothing else is done under that key, and the
/// same call again only if it is guarded once more where it is committed (a plan or a start,
/// `plans.IdempotencyKeys`).
@Component
class RepeatedCalls {

  static final String HEADER = "Idempotency-Key";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /// Asks only, and what it is answered holds for that moment.
  private static final String GATE = "/api/v1/gate/decisions";

  /// Calls that guard their effect by the same key themselves: their handlers take the header.
  static final Pattern GUARDED =
      Pattern.compile("/api/v1/(plans|plans/[^/]+/start|deployments/[^/]+/rollback)");

  /// The same text for the same JSON, however it was written.
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final RecordedAnswers answers;
  private final Refusal refusal;

  RepeatedCalls(RecordedAnswers answers, Refusal refusal) {
    this.answers = answers;
    this.refusal = refusal;
  }

  void once(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var key = request.getHeader(HEADER);
    var actor = CurrentActor.of(request);
    if (key == null
        || key.isBlank()
        || actor.person() == null
        || READING.contains(request.getMethod())
        || request.getServletPath().equals(GATE)) {
      chain.doFilter(request, response);
      return;
    }
    var read = new ReadBody(request);
    Claim claim;
    try {
      IdempotencyKey.required(key);
      var guarded = GUARDED.matcher(request.getServletPath()).matches();
      claim = answers.claim(actor.caller(), key, call(read), guarded);
    } catch (DomainFailure refused) {
      refusal.answer(refused, request, response);
      return;
    }
    if (claim.answer() == null) {
      first(claim, read, response, chain);
    } else {
      replay(claim.answer(), response);
    }
  }

  private void first(
      Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var seen = new ContentCachingResponseWrapper(response);
    var status = ProblemType.INTERNAL.status();
    try {
      chain.doFilter(request, seen);
      status = seen.getStatus();
    } finally {
      settle(claim, status, seen);
      seen.copyBodyToResponse();
    }
  }

  private void settle(Claim claim, int status, ContentCachingResponseWrapper seen) {
    if (status >= 500) {
      answers.cutOff(claim);
    } else if (status >= 300) {
      answers.release(claim);
    } else {
      var body = new String(seen.getContentAsByteArray(), StandardCharsets.UTF_8);
      answers.keep(claim, new RecordedAnswer(status, seen.getHeader("Location"), body));
    }
  }

  private static void replay(RecordedAnswer answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Idempotency-Replayed", "true");
    if (answer.location() != null) {
      response.setHeader("Location", answer.location());
    }
    response.setContentType("application/json");
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /// What is asked for, in short.
  private static String call(ReadBody request) {
    var query = request.getQueryString();
    return Callers.sha256(
        String.join(
            "\n",
            request.getMethod(),
            request.getServletPath(),
            query == null ? "" : query,
            canonical(request.body())));
  }

  private static String canonical(byte[] body) {
    try {
      return SORTED.writeValueAsString(SORTED.readTree(body));
    } catch (JacksonException _) {
      return Callers.sha256(new String(body, StandardCharsets.ISO_8859_1));
    }
  }
}
