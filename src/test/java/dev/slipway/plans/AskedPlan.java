package dev.slipway.plans;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// A plan for production that Ada put before its approvers, and the addresses of it.
@SlipwayTest
class AskedPlan {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  Stage stage;
  Plan plan;
  String path;
  String request;

  @BeforeEach
  void ask() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var view = stage.plans.submit(plan.id, Stage.actor(stage.ada));
    path = "/plans/" + plan.id.value();
    request = Objects.requireNonNull(view.approval()).value().toString();
  }

  Visitor visitor(PersonSummary person) {
    return Visitor.signedIn(port, person.handle());
  }
}
