package dev.slipway.slo.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An alert as a server has it.
///
/// @param state `pending` or `firing`; from an Alertmanager always `firing`
/// @param since when it became active; null where the server does not say
/// @param silences why it is held back by people, in words; empty where nobody does, or where the
///   server cannot know
/// @param inhibited whether other alerts hold it back
public record FiringAlert(
    String name,
    String state,
    @Nullable Instant since,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> silences,
    boolean inhibited) {

  public FiringAlert {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    silences = List.copyOf(silences);
  }
}
