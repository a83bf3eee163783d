package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.OneTimeLinks;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// When tokens end, and that nothing but their owner ever had them.
@SlipwayTest
@ExtendWith(OutputCaptureExtension.class)
class TokenEndTests extends TokenHolder {

  @Autowired OneTimeLinks links;

  @Test
  @Negative(35)
  @Promise("P6")
  void aTokenEndsWithItsRevocationItsTimeAndItsOwnersAccount() {
    var revoked = make(Map.of("name", "revoked"));
    var expired = make(Map.of("name", "expired"));
    var orphaned = make(Map.of("name", "orphaned"));
    assertThat(with(revoked, SERVICES).statusCode()).isEqualTo(200);

    var visitor = signedIn();
    var end = Visitor.page(visitor.get("/tokens")).select("tr:contains(revoked) form");
    assertThat(visitor.post(end.attr("action"), Map.of()).statusCode()).isEqualTo(302);
    assertOver(revoked, "was revoked by " + owner.name());

    sql(
        "update api_token set made_at = made_at - interval '31 days',"
            + " expires_at = expires_at - interval '31 days' where name = 'expired'");
    assertOver(expired, "expired at");

    assertThat(with(orphaned, SERVICES).statusCode()).isEqualTo(200);
    people.disable(owner.id(), "left", Actor.SYSTEM);
    assertThat(with(orphaned, SERVICES).statusCode()).isEqualTo(401);
    people.enable(owner.id(), "came back", Actor.SYSTEM);
    assertOver(orphaned, "was revoked");
    assertThat(trail("'Person%by token orphaned'")).isNotEmpty();
  }

  @Test
  @Negative(35)
  @Promise("P6")
  void aPasswordSetByALinkEndsTheTokensThatItsPageNamesUnlessTheTickIsTaken() {
    var kept = make(Map.of("name", "kept"));
    assertThat(setPassword("another password 1", Map.of()).select("form").text()).contains("kept");
    assertThat(with(kept, SERVICES).statusCode()).isEqualTo(200);

    var page = setPassword("another password 2", Map.of("endTokens", "true"));

    assertThat(page.select("input[name=endTokens]").hasAttr("checked")).isTrue();
    assertOver(kept, "was revoked by " + owner.name());
    assertThat(
            jdbc.sql(
                    """
                    select after::text from audit.audit_event
                    where action = 'password.set' and subject_name = :name order by at
                    """)
                .param("name", owner.name())
                .query(String.class)
                .list())
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .contains("tokensEnded", "kept");
  }

  private Document setPassword(String password, Map<String, String> more) {
    var link = "/join/" + links.make(owner.id(), Actor.SYSTEM).secret();
    var visitor = new Visitor(port);
    var page = Visitor.page(visitor.get(link));
    var form = new HashMap<>(more);
    form.put("password", password);
    assertThat(visitor.post(link, form).statusCode()).isEqualTo(302);
    return page;
  }

  @Test
  @Negative(35)
  void theValueOfATokenIsNowhereAfterItWasShown(CapturedOutput log) throws SQLException {
    var secret = make(Map.of("name", "canary"));
    with(secret, SERVICES);
    send(secret, "POST", "/api/v1/plans", "{\"service\":\"" + secret + "\"}");
    with(secret, "/api/v1/audit");
    with(secret, "/me");
    var value = secret.substring("slw_".length());

    assertThat(tablesWith(value)).isEmpty();
    assertThat(log.getAll()).doesNotContain(value);
    for (var path : List.of("/tokens", "/me", "/people/" + owner.handle())) {
      assertThat(signedIn().get(path).body()).as(path).doesNotContain(value);
    }
  }

  @Test
  @Negative(49)
  void guessesAreLimitedPerAddressAndSpareWhoeverIsKnownThere() {
    var known = make(Map.of("name", "known"));
    with(known, SERVICES);
    for (var i = 0; i < 70; i++) {
      assertThat(with("slw_" + "x".repeat(40) + (100 + i), SERVICES).statusCode()).isEqualTo(401);
    }
    assertThat(with(known, SERVICES).statusCode()).isEqualTo(200);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit.audit_event
                    where action = 'token.use' and reason = 'unknown token'
                      and at > clock_timestamp() - interval '1 minute'
                    """)
                .query(Long.class)
                .single())
        .as("summed up, not one row for each")
        .isLessThan(10);
    sql("delete from token_guess");
  }

  /// Every table of the database that holds the text somewhere.
  private static List<String> tablesWith(String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (var tables =
          statement.executeQuery(
              """
              select quote_ident(table_schema) || '.' || quote_ident(table_name)
              from information_schema.tables
              where table_type = 'BASE TABLE'
                and table_schema not in ('pg_catalog', 'information_schema')
              """)) {
        while (tables.next()) {
          names.add(tables.getString(1));
        }
      }
      for (var name : names) {
        try (var rows =
            statement.executeQuery(
                "select count(*) from " + name + " t where t::text like '%" + text + "%'")) {
          rows.next();
          if (rows.getLong(1) > 0) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }
}
