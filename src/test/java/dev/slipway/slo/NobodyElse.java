package dev.slipway.slo;

import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Optional;

/// A portal that has had one administrator, which the shared one of the tests is not.
final class NobodyElse implements SecondPerson {

  @Override
  public Optional<WaitingAct> hold(WeightyAct act, Actor requester) {
    return Optional.empty();
  }

  @Override
  public boolean isNeeded(Actor requester) {
    return false;
  }

  @Override
  public List<WaitingAct> waiting(Subject subject) {
    return List.of();
  }

  @Override
  public List<WaitingAct> waitingAbout(String subjectKind) {
    return List.of();
  }
}
