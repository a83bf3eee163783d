package dev.slipway.identity.web;

import dev.slipway.identity.IdentityChanged;
import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.shell.LiveStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Makes the open event streams of somebody ask at once whether they may go on, as soon as rights
/// or sessions of that person ended here. Streams on other instances ask within half a minute.
@Component
class OpenStreams {

  private final LiveStream live;

  OpenStreams(LiveStream live) {
    this.live = live;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(IdentityChanged changed) {
    if (changed.rightsOf() != null) {
      doubt(changed.rightsOf());
    }
  }

  void doubt(PersonId person) {
    live.signedOut(new Actor(person.value(), "", Via.SESSION, null, null, null));
  }
}
