package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.Sealing;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Clusters that the operator's configuration names.
@SlipwayTest
class ClusterConfigurationTests {

  @Autowired private Clusters clusters;
  @Autowired private ClusterRepository repository;
  @Autowired private ClusterWatch watch;
  @Autowired private Sealing sealing;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private PlatformTransactionManager transactions;

  private final String name = "c" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aClusterOfTheConfigurationIsTakenOutThere() {
    var properties =
        new ClustersProperties(
            List.of(new ClustersProperties.Configured("named", "Named", Path.of("kubeconfig"))));
    var mounted = new InCluster(Path.of("nowhere"), "https://10.0.0.1");
    var named = connections(properties, mounted);
    assertThat(named.isConfigured(row("named", true))).isTrue();
    assertThat(named.isConfigured(row("named", false))).isFalse();
    assertThat(named.isConfigured(row("dropped", true))).isFalse();
  }

  /// The road of whoever runs the portal, also where nobody else could agree: never silent.
  @Test
  @Promise("P13")
  void theConfigurationTakesAClusterOverOnceAndTheAuditSaysSo(@TempDir Path folder)
      throws IOException {
    var before = register();
    var file = Files.writeString(folder.resolve("kubeconfig"), ClusterMother.nowhere());
    var properties =
        new ClustersProperties(List.of(new ClustersProperties.Configured(name, "Named", file)));
    for (var start = 0; start < 2; start++) {
      connections(properties, new InCluster(Path.of("nowhere"), "https://10.0.0.1")).configure();
    }

    assertThat(repository.bySlug(name))
        .hasValueSatisfying(row -> assertThat(row.configured()).isTrue());
    assertThat(repository.sealed(before.id())).isNull();
    assertThat(
            jdbc.sql(
                    """
                    select after::text from audit.audit_event
                    where subject_id = ? and action = 'cluster.credentials-replaced'
                    """)
                .param(before.id().value().toString())
                .query(String.class)
                .list())
        .singleElement()
        .asString()
        .contains("named by the portal's configuration");
    clusters.remove(before.id(), "it is switched off", Actor.SYSTEM);
  }

  private ClusterConnections connections(ClustersProperties properties, InCluster mounted) {
    return new ClusterConnections(
        repository, watch, sealing, Mode.PRODUCTION, properties, mounted, events, transactions);
  }

  private static ClusterRepository.Row row(String slug, boolean configured) {
    return new ClusterRepository.Row(
        ClusterId.next(),
        slug,
        slug,
        "https://10.0.0.1",
        configured,
        false,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private ClusterView register() {
    return clusters.register(
        new RegisterCluster(name, "A cluster", ClusterMother.nowhere()), Actor.SYSTEM);
  }
}
