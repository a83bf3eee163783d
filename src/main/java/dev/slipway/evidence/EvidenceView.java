package dev.slipway.evidence;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import dev.slipway.policies.spi.ImageEvidence.Piece;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One statement about an image, as it was made.
///
/// @param seq what came later has a higher one
/// @param repository with its registry, such as `docker.io/library/redis`
/// @param service id of the service that it was built for, or null
/// @param since the commit after which its commits begin, of kind commits only
/// @param commits the lines that tell them, of kind commits only; else empty
/// @param countsIn classes of the environments where a policy may go by it
/// @param source who said so
public record EvidenceView(
    UUID id,
    long seq,
    String repository,
    @Nullable String tag,
    @Nullable String digest,
    @Nullable UUID service,
    EvidenceKind kind,
    String tool,
    boolean passed,
    String summary,
    @Nullable BigDecimal coverage,
    @Nullable Findings findings,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable String url,
    @Nullable String since,
    List<String> commits,
    List<EnvironmentClass> countsIn,
    String source,
    Instant at) {

  public EvidenceView {
    commits = List.copyOf(commits);
    countsIn = List.copyOf(countsIn);
  }

  /// The image in one word.
  public String image() {
    return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /// Whether `url` may be a link.
  public boolean leads() {
    return RecordEvidence.isLink(url);
  }

  /// As policies see it.
  public Piece piece() {
    return new Piece(kind, tool, passed, summary, coverage, findings, source, at);
  }
}
