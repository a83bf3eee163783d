package dev.slipway.identity.spi;

/// Does the acts of one kind once a second person has agreed. A bean of whoever owns the act.
public interface HeldAct {

  /// The word by which {@link WeightyAct#kind} names it.
  String kind();

  /// Does it, in the caller's transaction. Asks again whether the requester still may, and whether
  /// what the act was based on is still so. Calls nothing outside the database.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if it cannot be done any more; nothing of it stays
  void carryOut(String payload, Agreement agreement);
}
