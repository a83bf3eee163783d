package dev.slipway.evidence.web;

import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One statement, as the API and webhooks take it.
///
/// @param outcome `passed` or `failed`
record EvidenceBody(
    @Nullable String image,
    @Nullable String service,
    @Nullable String kind,
    @Nullable String outcome,
    @Nullable String summary,
    @Nullable String tool,
    @Nullable BigDecimal coverage,
    @Nullable Counts findings,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable String url,
    @Nullable String since,
    @Nullable List<@Nullable String> commits) {

  /// Findings by severity. All four are given: what is left out is not known to be none.
  record Counts(
      @Nullable Integer critical,
      @Nullable Integer high,
      @Nullable Integer medium,
      @Nullable Integer low) {

    private Findings findings() {
      if (critical == null || high == null || medium == null || low == null) {
        throw invalid("findings takes critical, high, medium and low, 0 where there are none.");
      }
      return new Findings(critical, high, medium, low);
    }
  }

  RecordEvidence wish() {
    return new RecordEvidence(
        ImageRef.parse(required(image, "image")),
        service == null || service.isBlank() ? null : service.strip(),
        kindOf(required(kind, "kind")),
        passed(required(outcome, "outcome")),
        required(summary, "summary"),
        tool == null ? "" : tool,
        coverage,
        findings == null ? null : findings.findings(),
        present(commit),
        present(branch),
        present(url),
        present(since),
        commits == null ? List.of() : commits.stream().map(EvidenceBody::line).toList());
  }

  private static String line(@Nullable String text) {
    if (text == null) {
      throw invalid("commits takes lines of text; null is none.");
    }
    return text;
  }

  private static EvidenceKind kindOf(String word) {
    return EvidenceKind.ofSlug(word.toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            invalid(
                "kind must be one of %s."
                    .formatted(
                        Arrays.stream(EvidenceKind.values())
                            .map(EvidenceKind::slug)
                            .collect(Collectors.joining(", ")))));
  }

  private static boolean passed(String outcome) {
    return switch (outcome.toLowerCase(Locale.ROOT)) {
      case "passed" -> true;
      case "failed" -> false;
      default -> throw invalid("outcome must be passed or failed.");
    };
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw invalid(name + " is missing.");
    }
    return value.strip();
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_REQUEST, message);
  }
}
