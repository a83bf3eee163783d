package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes what an operation did, line by line. Lines are inserted and never change.
@Component
class Timeline {

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Timeline(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  void write(Operation operation, long fence, String step, String text, Actor actor, Instant now) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into operation_step (id, operation, fence, step, text, at)
            values (:id, :operation, :fence, :step, :text, :at)
            """)
        .param("id", id)
        .param("operation", operation.id.value())
        .param("fence", fence)
        .param("step", step)
        .param("text", text)
        .param("at", Timestamp.from(now))
        .update();
    events.publishEvent(
        new OperationStepTaken(
            id, operation.id, fence, step, text, now, actor, operation.subject()));
  }
}
