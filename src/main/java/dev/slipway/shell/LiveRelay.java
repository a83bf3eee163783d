package dev.slipway.shell;

/// Carries what an act changed to the pages that are open on other replicas.
public interface LiveRelay {

  /// Tells the other replicas once the running transaction is committed. Carries no content: they
  /// read it themselves.
  ///
  /// @param element part of the page that is to be read again; empty for the topic's snapshot
  void tell(String topic, String element);
}
