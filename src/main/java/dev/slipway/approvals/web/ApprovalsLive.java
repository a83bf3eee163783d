package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalClosed;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalLost;
import dev.slipway.approvals.ApprovalMet;
import dev.slipway.approvals.ApprovalRejected;
import dev.slipway.approvals.ApprovalRequested;
import dev.slipway.approvals.DecisionMade;
import dev.slipway.approvals.DecisionUndone;
import dev.slipway.approvals.HeldActMoved;
import dev.slipway.kernel.Actor;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Keeps open inboxes current: a new request is read into the list, anything else into its own card
/// and the counts above.
@Configuration(proxyBeanMethods = false)
class ApprovalsLive {

  private static final String TOPIC = "approvals";

  private final LiveStream live;

  ApprovalsLive(LiveStream live) {
    this.live = live;
  }

  @Bean
  static NavigationItem approvalsNavigation() {
    return new NavigationItem("Approvals", "/approvals", "list-checks", 40, "/approvals/badge");
  }

  @Bean
  static LiveTopic approvalsTopic() {
    return new LiveTopic() {
      @Override
      public String name() {
        return TOPIC;
      }

      @Override
      public boolean mayWatch(Actor actor, String key) {
        return actor.person() != null;
      }

      @Override
      public List<Patch> snapshot(Actor actor, String key) {
        return List.of();
      }

      @Override
      public List<String> parts(String key) {
        return List.of("approvals-list");
      }
    };
  }

  @EventListener
  void on(ApprovalRequested event) {
    live.reload(TOPIC, "approvals-list");
  }

  @EventListener
  void on(DecisionMade event) {
    changed(event.id());
  }

  @EventListener
  void on(DecisionUndone event) {
    changed(event.id());
  }

  @EventListener
  void on(ApprovalMet event) {
    changed(event.id());
  }

  @EventListener
  void on(ApprovalLost event) {
    changed(event.id());
  }

  @EventListener
  void on(ApprovalRejected event) {
    changed(event.id());
  }

  @EventListener
  void on(ApprovalClosed event) {
    changed(event.id());
  }

  @EventListener
  void on(HeldActMoved event) {
    changed(event.id());
  }

  private void changed(ApprovalId id) {
    live.reload(TOPIC, "approval-" + id.value());
    live.reload(TOPIC, "approvals-tabs");
  }
}
