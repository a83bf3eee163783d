package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.RequestTerms;
import dev.slipway.policies.spi.ChangeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/// What whoever approves a plan has to know: whether it starts at once, its ticket, and what no
/// rollback undoes.
@Component
class PlanTerms implements RequestTerms {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  PlanTerms(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<ApprovalId, List<String>> of(Collection<ApprovalId> requests) {
    Map<ApprovalId, List<String>> terms = new HashMap<>();
    if (!requests.isEmpty()) {
      jdbc.sql(
              """
              select s.approval, s.state, p.start_when_approved, p.ticket, p.requester, p.kind,
                p.not_undone
              from plan p join plan_status s on s.plan = p.id where s.approval = any(:requests)
              """)
          .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
          .query(row -> {
            terms.put(new ApprovalId(row.getObject("approval", UUID.class)), sentences(row));
          });
    }
    return terms;
  }

  private static List<String> sentences(ResultSet row) throws SQLException {
    var sentences = new ArrayList<String>();
    if (!PlanState.valueOf(row.getString("state")).isFinal()) {
      sentences.add(
          row.getBoolean("start_when_approved")
              ? "Starts when approved (" + chose(row.getString("requester")) + ")."
              : "Waits to be started once it is approved.");
    }
    var ticket = row.getString("ticket");
    if (ticket != null) {
      sentences.add("Ticket " + ticket + ".");
    }
    var stays =
        ChangeKind.valueOf(row.getString("kind")).isOfBackup()
            ? "Stays: "
            : "Not undone by a rollback: ";
    Json.read(row.getString("not_undone"), TEXTS).stream()
        .filter(line -> !line.startsWith("Nothing"))
        .forEach(line -> sentences.add(stays + line));
    return sentences;
  }

  private static String chose(String requester) {
    return Json.actor(requester).name() + "'s choice";
  }
}
