package dev.slipway.audit;

/// Takes an export: {@link #begin} comes only once nothing refuses it any more.
public interface ExportTarget {

  void begin();

  void add(AuditEntry entry);

  void end();
}
