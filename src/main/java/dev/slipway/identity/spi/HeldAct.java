package dev.slipway.identity.spi;

/// Does the acts of one kind once a second person has agreed. A bean of whoever owns the act.
public interface HeldAct {

  /// The word by which {@link WeightyAct#kind} names it.
  String kind();

  /// Asks the world outside whether it can still be done, once everybody has agreed and right
  /// before {@link #carryOut}: outside of any transaction. Changes nothing there.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if it cannot be done any more
  default void tryOut(String payload) {}

  /// Does it, in the caller's transaction. Asks again whether the requester still may, and whether
  /// what the act was based on is still so. Calls nothing outside the database.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if it cannot be done any more; nothing of it stays
  void carryOut(String payload, Agreement agreement);
}
