package dev.slipway.evidence;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ImageEvidence;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What policies are told, out of the records of this moment.
@Component
class ProvenImages implements ImageEvidence {

  private final EvidenceRows rows;
  private final CommitRows commits;

  ProvenImages(EvidenceRows rows, CommitRows commits) {
    this.rows = rows;
    this.commits = commits;
  }

  @Override
  public List<Piece> of(UUID service, String digest, EnvironmentClass environmentClass) {
    return rows.counting(service, digest, environmentClass).stream()
        .map(EvidenceView::piece)
        .toList();
  }

  @Override
  public List<Commits> commitsOf(
      UUID service, String digest, EnvironmentClass environmentClass, int most) {
    return commits.ofDigest(service, digest, environmentClass, most);
  }

  @Override
  public List<Commits> commitsUpTo(
      UUID service, String commit, EnvironmentClass environmentClass, int most) {
    return commits.upTo(service, commit, environmentClass, most);
  }

  @Override
  public List<String> madeOf(
      UUID service, String digest, EnvironmentClass environmentClass, int most) {
    return commits.madeOf(service, digest, environmentClass, most);
  }
}
