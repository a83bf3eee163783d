package dev.slipway.backups;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was last seen of a source.
///
/// @param schedule as it is written; empty for none
/// @param zone that the object names for it; empty where the scheduler's own counts
/// @param running a run that has not ended, or null
/// @param kept keys of the runs that the source still has, or null where it does not have to: what
///   Velero and snapshots lost is no protection
/// @param namespaces that it covers; `*` for all; of Velero only
/// @param notNamespaces that it leaves out
/// @param selectors labels that narrow it, of which one is enough; empty where none do; of Velero
///   only
/// @param claims volume claims that it mounts or copies
/// @param volumes whether the content of volumes is in it
/// @param target what it copies, by name; empty where it does not say
/// @param ttlSeconds how long one is kept
/// @param place where they are put, for people
/// @param broken what makes every run fail now, in a sentence; empty for nothing
/// @param unread what the portal does not understand of it, in a sentence
/// @param cautions what is less than people may think, in sentences
/// @param scheduledAt when a run was last started by the clock
/// @param succeededAt when one last ended well, as the source itself says
@JsonIgnoreProperties(ignoreUnknown = true)
record SourceFacts(
    String schedule,
    String zone,
    boolean paused,
    @Nullable Running running,
    @Nullable List<String> kept,
    List<String> namespaces,
    List<String> notNamespaces,
    List<LabelSelector> selectors,
    List<String> claims,
    boolean volumes,
    String target,
    @Nullable Long ttlSeconds,
    String place,
    @Nullable StorageLocation location,
    String broken,
    String unread,
    List<String> cautions,
    @Nullable Instant scheduledAt,
    @Nullable Instant succeededAt) {

  /// A run under way.
  record Running(String key, Instant startedAt) {}

  SourceFacts {
    namespaces = List.copyOf(namespaces);
    notNamespaces = List.copyOf(notNamespaces);
    selectors = selectors == null ? List.of() : List.copyOf(selectors);
    claims = List.copyOf(claims);
    cautions = List.copyOf(cautions);
  }

  /// Of something outside that reports in.
  static SourceFacts declared(String schedule, String zone, String place) {
    return new SourceFacts(
        schedule, zone, false, null, null, List.of(), List.of(), List.of(), List.of(), true, "",
        null, place, null, "", "", List.of(), null, null);
  }

  boolean covers(String namespace) {
    return (namespaces.contains("*") || namespaces.contains(namespace))
        && !notNamespaces.contains(namespace);
  }

  /// Whether it copies something with these labels, where its namespace is covered.
  boolean selects(Map<String, String> labels) {
    return selectors.isEmpty() || selectors.stream().anyMatch(each -> each.matches(labels));
  }
}
