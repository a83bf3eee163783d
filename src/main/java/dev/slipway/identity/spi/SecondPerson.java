package dev.slipway.identity.spi;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Optional;

/// Holds an act back until a second person has agreed to it.
public interface SecondPerson {

  /// Asks for a second person, in the caller's transaction. Whoever owns the act has checked that
  /// the requester may do it, and does nothing yet if an answer comes back.
  ///
  /// @return what waits now; empty where one person is enough, because two administrators never
  ///   existed or the portal itself acts: then the caller does it at once
  Optional<WaitingAct> hold(WeightyAct act, Actor requester);

  /// Whether acts that weigh wait for somebody else where this person asks for them.
  boolean isNeeded(Actor requester);

  /// What waits about this subject, oldest first.
  List<WaitingAct> waiting(Subject subject);

  /// What waits about subjects of this kind, also those that do not exist yet; oldest first.
  List<WaitingAct> waitingAbout(String subjectKind);
}
