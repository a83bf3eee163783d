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

  ProvenImages(EvidenceRows rows) {
    this.rows = rows;
  }

  @Override
  public List<Piece> of(UUID service, String digest, EnvironmentClass environmentClass) {
    return rows.counting(service, digest, environmentClass).stream()
        .map(EvidenceView::piece)
        .toList();
  }
}
