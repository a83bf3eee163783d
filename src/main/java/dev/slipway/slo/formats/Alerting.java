package dev.slipway.slo.formats;

import java.util.Map;

/// The alerts that a file asks for, kept to be written out again. The portal's own follow from the
/// window of the objective.
///
/// @param name of the alert; may be empty
/// @param page for what must wake somebody
/// @param ticket for what can wait for the morning
public record Alerting(
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Alert page,
    Alert ticket) {

  public static final Alerting NONE =
      new Alerting("", Map.of(), Map.of(), Alert.PLAIN, Alert.PLAIN);

  /// One of the two.
  public record Alert(
      boolean disabled, Map<String, String> labels, Map<String, String> annotations) {

    static final Alert PLAIN = new Alert(false, Map.of(), Map.of());
    static final Alert OFF = new Alert(true, Map.of(), Map.of());
  }
}
