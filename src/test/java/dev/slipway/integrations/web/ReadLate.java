package dev.slipway.integrations.web;

import java.util.Map;

/// What those calls are read into that read their body themselves: nothing of it counts before the
/// sender is known.
final class ReadLate {

  private ReadLate() {}

  /// Names of records by the name of the call.
  static Map<String, String> bodies() {
    return Map.of(
        "deliverEvidence", "dev.slipway.evidence.web.HookBody",
        "reportBackup", "dev.slipway.backups.web.ReportBody");
  }
}
