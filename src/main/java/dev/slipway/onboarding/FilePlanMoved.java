package dev.slipway.onboarding;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// The file does something else now than what was shown: somebody changed the catalog, or the file.
public class FilePlanMoved extends DomainFailure {

  private final transient FilePlan now;

  FilePlanMoved(FilePlan now) {
    super(
        ProblemType.HASH_MISMATCH,
        "The catalog or the file has changed since this was shown. Nothing was stored. Look at what it would do now, hash %s, and import again."
            .formatted(now.hash()));
    this.now = now;
  }

  public FilePlan now() {
    return now;
  }
}
