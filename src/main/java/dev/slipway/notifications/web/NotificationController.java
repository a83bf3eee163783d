package dev.slipway.notifications.web;

import dev.slipway.identity.spi.AnotherAdministrator;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.notifications.Notices;
import dev.slipway.notifications.Notifications;
import dev.slipway.notifications.Webhooks;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class NotificationController {

  private static final String PAGE = "notifications/notifications";

  private final Notifications notifications;
  private final Webhooks webhooks;
  private final Notices notices;
  private final AnotherAdministrator second;

  NotificationController(
      Notifications notifications,
      Webhooks webhooks,
      Notices notices,
      AnotherAdministrator second) {
    this.notifications = notifications;
    this.webhooks = webhooks;
    this.notices = notices;
    this.second = second;
  }

  @Bean
  static NavigationItem notificationsNavigation() {
    return new NavigationItem(
        "Notifications", "/notifications", "bell", 75, "", Permission.WEBHOOK_MANAGE);
  }

  @Bean
  static Panel noticesPanel() {
    return new Panel("approvals", "Notices", 10, "/notices/panel");
  }

  @GetMapping("/notifications")
  @Requires(Permission.WEBHOOK_MANAGE)
  ModelAndView page(@RequestParam @Nullable UUID cursor, Actor actor) {
    return new ModelAndView(PAGE, "page", page(cursor, "", "", Map.of(), actor));
  }

  @PostMapping("/notifications/webhook")
  @Requires(Permission.WEBHOOK_MANAGE)
  ModelAndView set(
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    try {
      var waits = webhooks.set(url, secret, reason, actor);
      return new ModelAndView("redirect:" + waits.map(WaitingAct::link).orElse("/notifications"));
    } catch (DomainFailure failure) {
      if (failure.problem() != ProblemType.INVALID_INPUT) {
        throw failure;
      }
      return again(url, reason, failure, actor);
    }
  }

  private ModelAndView again(String url, String reason, DomainFailure failure, Actor actor) {
    var field = failure instanceof FieldRefused typed ? typed.field() : "url";
    return new ModelAndView(
        PAGE,
        Map.of("page", page(null, url, reason, Map.of(field, failure.detail()), actor)),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @PostMapping("/notifications/webhook/remove")
  @Requires(Permission.WEBHOOK_MANAGE)
  ModelAndView remove(@RequestParam(defaultValue = "") String reason, Actor actor) {
    try {
      webhooks.remove(reason, actor);
      return new ModelAndView("redirect:/notifications");
    } catch (FieldRefused refused) {
      return again("", reason, refused, actor);
    }
  }

  @PostMapping("/notifications/{id}/again")
  @Requires(Permission.WEBHOOK_MANAGE)
  String again(@PathVariable UUID id, Actor actor) {
    notifications.sendAgain(id, actor);
    return "redirect:/notifications";
  }

  @GetMapping("/notices/panel")
  @Requires(Permission.OWN_ACCOUNT)
  ModelAndView panel(Actor actor) {
    return new ModelAndView("notifications/notices :: notices", "page", notices.unread(actor));
  }

  @PostMapping("/notices/read")
  @Requires(Permission.OWN_ACCOUNT)
  ModelAndView read(Actor actor, HttpServletRequest request) {
    notices.read(actor);
    return HtmxRequests.wantsFragment(request)
        ? new ModelAndView("notifications/notices :: notices", "page", notices.unread(actor))
        : new ModelAndView("redirect:/approvals");
  }

  private NotificationsPage page(
      @Nullable UUID cursor, String url, String reason, Map<String, String> errors, Actor actor) {
    var sent = notifications.newest(cursor);
    return new NotificationsPage(
        webhooks.current().orElse(null),
        webhooks.waiting(),
        second.foretold(actor),
        sent.items(),
        sent.next(),
        notifications.dead(),
        url,
        reason,
        errors);
  }
}
