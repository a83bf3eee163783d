package dev.slipway.policies.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a pipeline can prove about an image.
public enum EvidenceKind {
  BUILD("build"),
  LINT("lint"),
  TEST("tests"),
  COVERAGE("coverage"),
  SCAN("scan"),
  SBOM("SBOM"),
  SIGNATURE("signature"),
  LOAD("load test"),
  /// Which commits it brings beside an image of before.
  COMMITS("commits");

  private final String words;

  EvidenceKind(String words) {
    this.words = words;
  }

  /// The kind of this slug, such as `sbom`.
  public static Optional<EvidenceKind> ofSlug(String slug) {
    return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// As people say it in the middle of a sentence.
  public String words() {
    return words;
  }
}
