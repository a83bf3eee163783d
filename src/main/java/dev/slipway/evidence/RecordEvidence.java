package dev.slipway.evidence;

import dev.slipway.catalog.Link;
import dev.slipway.deployments.ImageRef;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps one statement about an image.
///
/// @param image with its digest where that is known; the tag alone names no content
/// @param service slug of the service that it was built for, or null for whoever runs it
/// @param tool what found it out, such as `trivy`; empty where that does not matter
/// @param coverage percent, of coverage only
/// @param findings how many of each severity, of a scan only
/// @param commit that it was made of; of kind commits the last of them
/// @param url where the pipeline shows it; shown as a link if it is one
/// @param since of kind commits: the commit after which they begin, itself not among them
/// @param commits of kind commits: the first line of each, and the lines of any that tell of a
///   breaking change; empty for others
public record RecordEvidence(
    ImageRef image,
    @Nullable String service,
    EvidenceKind kind,
    boolean passed,
    String summary,
    String tool,
    @Nullable BigDecimal coverage,
    @Nullable Findings findings,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable String url,
    @Nullable String since,
    List<String> commits) {

  static final int LONGEST_SUMMARY = 300;
  private static final int MOST_COMMITS = 500;
  private static final int LONGEST_COMMIT = 200;
  private static final int LONGEST_BRANCH = 200;
  private static final int LONGEST_URL = 1000;
  private static final int MOST_FINDINGS = 1_000_000;
  private static final int MOST_DIGITS = 20;
  private static final Pattern TOOL = Pattern.compile("[a-z0-9][a-z0-9 ._+-]{0,39}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  public RecordEvidence {
    if (image.tag() == null && image.digest() == null) {
      throw new FieldRefused(
          "image", image + " has neither tag nor digest. Give the digest: it says what was built.");
    }
    summary = line("summary", summary, LONGEST_SUMMARY);
    tool = tool.strip().toLowerCase(Locale.ROOT);
    if (!tool.isEmpty() && !TOOL.matcher(tool).matches()) {
      throw new FieldRefused(
          "tool",
          "tool has 1 to 40 letters, digits, blanks and the signs . _ + -, such as \"trivy\".");
    }
    coverage = percent(kind, coverage);
    require(kind, findings);
    requireId("commit", commit);
    requireId("since", since);
    commits = commits(kind, passed, commit, since, commits);
    branch = branch == null ? null : line("branch", branch, LONGEST_BRANCH);
    url = url == null ? null : line("url", url, LONGEST_URL);
  }

  /// What is no list of commits.
  public RecordEvidence(
      ImageRef image,
      @Nullable String service,
      EvidenceKind kind,
      boolean passed,
      String summary,
      String tool,
      @Nullable BigDecimal coverage,
      @Nullable Findings findings,
      @Nullable String commit,
      @Nullable String branch,
      @Nullable String url) {
    this(
        image, service, kind, passed, summary, tool, coverage, findings, commit, branch, url, null,
        List.of());
  }

  /// Whether an address may be followed: anything else is shown as the text that it is.
  static boolean isLink(@Nullable String url) {
    return url != null && Link.isWeb(url);
  }

  private static void requireId(String field, @Nullable String id) {
    if (id != null && !COMMIT.matcher(id).matches()) {
      throw new FieldRefused(
          field, field + " is 7 to 64 hexadecimal digits in lower case, as git prints them.");
    }
  }

  private static List<String> commits(
      EvidenceKind kind,
      boolean passed,
      @Nullable String commit,
      @Nullable String since,
      List<String> lines) {
    if (kind != EvidenceKind.COMMITS) {
      if (since != null || !lines.isEmpty()) {
        throw new FieldRefused(
            since == null ? "commits" : "since",
            "since and commits belong to evidence of kind commits, not to " + kind.slug() + ".");
      }
      return List.of();
    }
    if (commit == null || since == null) {
      throw new FieldRefused(
          commit == null ? "commit" : "since",
          "Evidence of kind commits names the commit of the image (commit) and the one after which"
              + " its commits begin (since).");
    }
    if (commit.startsWith(since) || since.startsWith(commit)) {
      throw new FieldRefused(
          "since", "since is the commit of the image before, not of this one: " + since + ".");
    }
    if (!passed) {
      throw new FieldRefused(
          "outcome", "A list of commits cannot fail: its outcome is passed, or it is not sent.");
    }
    if (lines.isEmpty() || lines.size() > MOST_COMMITS) {
      throw new FieldRefused(
          "commits",
          "commits takes 1 to %d lines, not %d. Without them the change counts as a feature."
              .formatted(MOST_COMMITS, lines.size()));
    }
    return lines.stream().map(line -> line("commits", line, LONGEST_COMMIT)).toList();
  }

  private static @Nullable BigDecimal percent(EvidenceKind kind, @Nullable BigDecimal coverage) {
    if (coverage == null) {
      return null;
    }
    if (kind != EvidenceKind.COVERAGE) {
      throw new FieldRefused(
          "coverage", "coverage belongs to evidence of kind coverage, not to " + kind.slug() + ".");
    }
    // Its digits are counted before anything is reckoned: writing out 1e-10000000 takes minutes.
    if (Math.abs((long) coverage.scale()) > MOST_DIGITS || coverage.precision() > MOST_DIGITS) {
      throw new FieldRefused(
          "coverage",
          "coverage is a percentage, 0 to 100, of at most "
              + MOST_DIGITS
              + " digits, such as 84.2.");
    }
    if (coverage.signum() < 0 || coverage.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new FieldRefused("coverage", "coverage is a percentage, 0 to 100.");
    }
    // Rounded down: nobody passes a bound by rounding.
    return Decimals.rounded(coverage, 2, RoundingMode.DOWN).stripTrailingZeros();
  }

  private static void require(EvidenceKind kind, @Nullable Findings findings) {
    if (findings == null) {
      return;
    }
    if (kind != EvidenceKind.SCAN) {
      throw new FieldRefused(
          "findings", "findings belong to evidence of kind scan, not to " + kind.slug() + ".");
    }
    for (var count :
        new int[] {findings.critical(), findings.high(), findings.medium(), findings.low()}) {
      if (count < 0 || count > MOST_FINDINGS) {
        throw new FieldRefused(
            "findings", "A count of findings is 0 to " + MOST_FINDINGS + ", not " + count + ".");
      }
    }
  }

  private static String line(String field, String text, int longest) {
    return OneLine.of(text, longest)
        .orElseThrow(() ->
            new FieldRefused(
                field, "%s has 1 to %d visible characters on one line.".formatted(field, longest)));
  }
}
