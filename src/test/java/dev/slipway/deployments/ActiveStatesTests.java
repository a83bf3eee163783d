package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which states are active is said in Java, in the words of queries and in the index of them.
@SlipwayTest
class ActiveStatesTests {

  private static final Set<String> ACTIVE =
      Arrays.stream(DeploymentState.values())
          .filter(DeploymentState::isActive)
          .map(DeploymentState::slug)
          .collect(Collectors.toSet());

  @Autowired private JdbcClient jdbc;

  @Test
  void queriesAskForTheActiveStatesThatJavaKnows() {
    assertThat(quoted(DeploymentReader.ACTIVE)).isEqualTo(ACTIVE);
  }

  @Test
  void theIndexHoldsTheActiveStatesThatJavaKnows() {
    var index =
        jdbc.sql("select indexdef from pg_indexes where indexname = 'deployment_active'")
            .query(String.class)
            .single();
    assertThat(quoted(index)).isEqualTo(ACTIVE);
  }

  private static Set<String> quoted(String sql) {
    return Pattern.compile("'([a-z-]+)'")
        .matcher(sql)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }
}
