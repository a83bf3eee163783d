package dev.slipway.backups;

import dev.slipway.clusters.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A source as the database has it: what was seen, and what people say of it.
///
/// @param cluster null for a declared one
/// @param purpose whether it is a backup, by people's word or else by the portal's
/// @param anchorAt from which due moments count
/// @param goneAt since when the cluster shows it no more, or is known no more, or since when a
///   declared one is retired
/// @param zone by hand; null where none was said
/// @param services by hand; null where the portal attaches it by itself
record SourceRow(
    UUID id,
    BackupKind kind,
    @Nullable ClusterId cluster,
    String namespace,
    String name,
    SourceFacts facts,
    boolean purpose,
    boolean purposeByHand,
    Instant anchorAt,
    Instant firstSeenAt,
    Instant seenAt,
    @Nullable Instant goneAt,
    @Nullable Integer rpoMinutes,
    @Nullable String zone,
    @Nullable List<UUID> services,
    String note,
    @Nullable String editedBy,
    @Nullable Instant editedAt) {

  /// Whether somebody ended it: what was declared goes in no other way.
  boolean isRetired() {
    return kind == BackupKind.DECLARED && goneAt != null;
  }

  /// Why a backup that starts now would come to nothing, in a sentence; empty where it would not.
  String whyNoRun(Instant now) {
    var location = facts.location();
    if (kind == BackupKind.VELERO && !facts.broken().isEmpty()) {
      return facts.broken();
    }
    var fault = location == null ? "" : location.fault(now);
    return fault.isEmpty() ? "" : fault + " A backup that starts now has nowhere to go.";
  }
}
