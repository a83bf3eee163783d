package dev.slipway.clusters;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.HeldActs;
import dev.slipway.approvals.Inbox;
import dev.slipway.identity.Access;
import dev.slipway.identity.Grants;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.Sealing;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two administrators, as in production mode: the sandbox takes no cluster from a person.
@SlipwayTest
class HeldClusterStage {

  static final String WHY = "The team moves to its own cluster";

  @Autowired ApplicationContext portal;
  @Autowired Clusters clusters;
  @Autowired ClusterRepository rows;
  @Autowired Registration registration;
  @Autowired ClusterConnections connections;
  @Autowired ClusterWatch watch;
  @Autowired RightsReviews rights;
  @Autowired ClusterActs acts;
  @Autowired HeldActs held;
  @Autowired Access access;
  @Autowired Grants grants;
  @Autowired InCluster mounted;
  @Autowired Inbox inbox;
  @Autowired Sealing sealing;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationEventPublisher events;
  @Autowired PlatformTransactionManager transactions;

  @TempDir Path folder;

  final String name = "h" + UUID.randomUUID().toString().substring(0, 8);
  Agreeing agreeing;
  PersonSummary sam;
  PersonSummary noor;
  private Connecting connecting;
  private ClusterRemoval removal;

  @BeforeEach
  void appointTwo() {
    agreeing = new Agreeing(portal::getBean);
    sam = agreeing.person(Role.PLATFORM_ADMIN);
    noor = agreeing.person(Role.PLATFORM_ADMIN);
    connecting =
        new Connecting(
            rows,
            registration,
            watch,
            rights,
            acts,
            access,
            Mode.PRODUCTION,
            mounted,
            transactions);
    removal = new ClusterRemoval(rows, connections, connecting, acts, events);
  }

  static Actor actor(PersonSummary person) {
    return Agreeing.session(person);
  }

  SimulatedCluster cluster() {
    return SimulatedCluster.start(ClusterOptions.named(name).in(folder.resolve(name)).speed(5));
  }

  Optional<WaitingAct> connect(String kubeconfig) {
    return connecting.connected(
        new RegisterCluster(name, "Campus", new Credential.Pasted(kubeconfig), WHY), actor(sam));
  }

  /// Connected already, by the portal itself.
  ClusterRepository.Row known(SimulatedCluster cluster) {
    var id =
        clusters
            .register(new RegisterCluster(name, "Campus", cluster.kubeconfig()), Actor.SYSTEM)
            .id();
    rows.met(id, watch.meet(cluster.kubeconfig()).uid(), "v1");
    return rows.byId(id).orElseThrow();
  }

  Optional<WaitingAct> replace(ClusterRepository.Row known, String kubeconfig) {
    return connecting.rotated(known, new Credential.Pasted(kubeconfig), WHY, actor(sam));
  }

  Optional<WaitingAct> remove(ClusterRepository.Row known) {
    return Objects.requireNonNull(
        new TransactionTemplate(transactions)
            .execute(_ -> removal.ask(known, "It is switched off", actor(sam))));
  }

  static ApprovalId id(WaitingAct act) {
    return new ApprovalId(act.id());
  }

  /// Somebody else agrees, and the ten seconds pass.
  void agree(WaitingAct act) {
    agreeing.approve(id(act), actor(noor));
    agreeing.count(id(act));
  }

  String state(WaitingAct act) {
    return column("state", act);
  }

  String why(WaitingAct act) {
    return column("ended_why", act);
  }

  private String column(String column, WaitingAct act) {
    return jdbc.sql("select " + column + " from held_act where request = :id")
        .param("id", act.id())
        .query(String.class)
        .single();
  }

  byte @Nullable [] payload(WaitingAct act) {
    return jdbc.sql("select payload from held_act where request = :id")
        .param("id", act.id())
        .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
        .single()
        .orElse(null);
  }

  List<String> lines(WaitingAct act) {
    return Objects.requireNonNull(inbox.item(id(act), actor(noor)).held()).lines().stream()
        .map(line -> line.sign() + line.text())
        .toList();
  }

  /// The credentials that are in use, opened.
  String inUse() {
    var id = rows.bySlug(name).orElseThrow().id();
    var sealed = Objects.requireNonNull(rows.sealed(id));
    return new String(sealing.open(sealed, ClusterConnections.boundTo(id)), StandardCharsets.UTF_8);
  }

  List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
            where action = :action and subject_name = :name
            """)
        .param("action", action)
        .param("name", name)
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }
}
