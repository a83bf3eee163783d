package dev.slipway.slo;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.slo.spi.ExcludedTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Portals that count by a source that answers as the test says. The lease is kept from the portal
/// that runs beside, and whatever that may still write is refused.
final class CountingStage implements AutoCloseable {

  final ProgrammedSource source = new ProgrammedSource();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final SloStage stage;
  Replica replica;
  private final ApplicationContext context;
  private final JdbcClient jdbc;
  private final List<Replica> replicas = new ArrayList<>();

  CountingStage(ApplicationContext context) {
    this.context = context;
    this.jdbc = context.getBean(JdbcClient.class);
    replica = replica();
    takeLease(replica);
    // What other tests left is not due in this one.
    jdbc.sql("update slo_standing set due_at = clock_timestamp() + interval '1 day'").update();
    stage = new SloStage(context);
  }

  /// One portal of several.
  record Replica(EvaluationLease lease, EvaluationRounds rounds) {

    void round() throws ExecutionException, InterruptedException {
      lease.renew();
      for (Future<?> begun : rounds.once()) {
        begun.get();
      }
    }
  }

  void takeLease(Replica holder) {
    jdbc.sql(
            """
            insert into slo_lease (holder, until) values (?, clock_timestamp() + interval '1 hour')
            on conflict (singleton) do update set holder = excluded.holder, until = excluded.until
            """)
        .param(holder.lease().me())
        .update();
  }

  Replica replica() {
    var lease = new EvaluationLease(jdbc);
    var writes = context.getBean(EvaluationWrites.class);
    var evaluator =
        new Evaluator(
            writes,
            context.getBean(HourRows.class),
            new CountedWindows(
                source,
                context.getBean(DatasourceKeys.class),
                context.getBeanProvider(ExcludedTime.class)),
            new NamedSeries(source, context.getBean(DatasourceKeys.class)),
            context.getBean(DatasourceKeys.class),
            source,
            context.getBean(Services.class),
            context.getBean(Environments.class),
            context.getBean(SloProperties.class),
            context,
            meters,
            context.getBean(PlatformTransactionManager.class));
    var made =
        new Replica(
            lease,
            new EvaluationRounds(
                lease,
                writes,
                evaluator,
                context.getBean(Datasources.class),
                context.getBean(DatasourceRows.class),
                context.getBean(SloProperties.class),
                meters));
    replicas.add(made);
    return made;
  }

  /// Makes it due now, a minute after it was counted last.
  void due(UUID id) {
    stage.set(id, "due_at = clock_timestamp(), tried_at = tried_at - interval '1 minute'");
  }

  ObjectiveDetails details(UUID id) {
    return stage.bean(Objectives.class).byId(id);
  }

  BudgetReading budget(UUID id) {
    return details(id).summary().budget();
  }

  @Override
  public void close() {
    replicas.forEach(each -> each.lease().giveBack());
  }
}
