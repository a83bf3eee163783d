package dev.slipway.evidence.web;

import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.EvidenceView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of some images.
///
/// @param empty what is said where there is none
public record EvidencePanel(List<Image> images, String empty) {

  private static final int SHOWN = 50;

  /// One image.
  ///
  /// @param name such as `student-service:1.0.1`
  /// @param whole with registry and digest
  public record Image(String name, String whole, List<Row> rows) {

    /// An image by its tag alone is named in full, once.
    static Image of(ImageRef image, String whole, List<Row> rows) {
      var path = image.name();
      return new Image(
          image.digest() == null
              ? whole
              : path.substring(path.lastIndexOf('/') + 1) + ":" + image.version(),
          whole,
          rows);
    }

    /// What the name leaves out, or null where that is nothing.
    public @Nullable String more() {
      return whole.equals(name) ? null : whole;
    }

    /// What is said where nothing was said of it.
    public String none() {
      return more() == null
          ? "No digest of it is known, so nothing can be counted: a tag does not tell what was"
              + " tested."
          : "Nothing was said of this digest.";
    }
  }

  /// One statement about it.
  ///
  /// @param note why no policy goes by it here, or null
  public record Row(EvidenceView evidence, @Nullable String note) {

    static Row of(EvidenceView evidence, @Nullable EnvironmentClass here) {
      if (evidence.digest() == null) {
        return new Row(evidence, "says the tag only, so it counts nowhere");
      }
      return new Row(
          evidence,
          here == null || evidence.countsIn().contains(here)
              ? null
              : "does not count in " + here.slug() + ": its source may change nothing there");
    }

    public String state() {
      return evidence.passed() ? "succeeded" : "failed";
    }

    public String word() {
      return evidence.passed() ? "Passed" : "Failed";
    }

    /// Such as `Scan by trivy`.
    public String name() {
      var name = evidence.piece().name();
      return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// What was measured, and the words of whoever measured.
    public String summary() {
      var coverage = evidence.coverage();
      var findings = evidence.findings();
      var measure =
          coverage != null
              ? Decimals.plain(coverage) + " %, "
              : findings != null
                  ? findings.words() + ", "
                  : evidence.since() != null ? "since " + evidence.since() + ", " : "";
      return measure + evidence.summary();
    }

    /// The commits that are shown, the first of them where there are many.
    public List<String> commits() {
      var all = evidence.commits();
      return all.size() <= SHOWN ? all : all.subList(0, SHOWN);
    }

    /// What stands above them, such as `3 lines`.
    public String commitsHeading() {
      var all = evidence.commits().size();
      return Plural.of(all, "line") + (all > SHOWN ? ", the first " + SHOWN : "");
    }

    /// Where it comes from, in short.
    public String origin() {
      var commit = evidence.commit();
      var branch = evidence.branch();
      return evidence.source()
          + (commit == null ? "" : ", " + commit.substring(0, Math.min(commit.length(), 8)))
          + (branch == null ? "" : " of " + branch);
    }
  }
}
