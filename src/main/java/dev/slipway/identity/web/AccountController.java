package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.People;
import dev.slipway.identity.Sessions;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What an administrator does about the account of somebody: links, sessions, disabling.
@Controller
@RequestMapping("/people/{handle}")
class AccountController {

  private static final String REASON = "account-reason";

  private final People people;
  private final OneTimeLinks links;
  private final Sessions sessions;
  private final PersonPages pages;
  private final Access access;
  private final OpenStreams streams;
  private final SlipwaySettings settings;

  AccountController(
      People people,
      OneTimeLinks links,
      Sessions sessions,
      PersonPages pages,
      Access access,
      OpenStreams streams,
      SlipwaySettings settings) {
    this.people = people;
    this.links = links;
    this.sessions = sessions;
    this.pages = pages;
    this.access = access;
    this.streams = streams;
    this.settings = settings;
  }

  /// Shows the link once; it is stored nowhere.
  @PostMapping("/link")
  @Requires(Permission.PEOPLE_MANAGE)
  String link(@PathVariable String handle, Actor actor, HttpServletRequest request, Model model) {
    var person = pages.require(handle);
    access.requireRecentSignIn(actor);
    var made = links.make(person.id(), actor);
    streams.doubt(person.id());
    var link = PersonPage.NewLink.of(made, Addresses.base(settings.publicUrl(), request));
    return pages.show(person, link, GrantForm.NEW, Retyped.NONE, actor, model);
  }

  @PostMapping("/link/{link}/revoke")
  @Requires(Permission.PEOPLE_MANAGE)
  String revoke(@PathVariable String handle, @PathVariable UUID link, Actor actor) {
    links.revoke(pages.require(handle).id(), link, actor);
    return "redirect:/people/" + handle;
  }

  @PostMapping("/sessions/end")
  @Requires(Permission.PEOPLE_MANAGE)
  String endSessions(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var person = pages.require(handle);
    return pages.changed(
        () -> {
          sessions.endAll(person, reason, actor);
          streams.doubt(person.id());
        },
        person,
        Map.of("sessions-reason", reason),
        actor,
        model,
        response);
  }

  @PostMapping("/disable")
  @Requires(Permission.PEOPLE_MANAGE)
  String disable(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var person = pages.require(handle);
    Runnable disabling = () -> people.disable(person.id(), reason, actor);
    return pages.changed(disabling, person, Map.of(REASON, reason), actor, model, response);
  }

  @PostMapping("/enable")
  @Requires(Permission.PEOPLE_MANAGE)
  String enable(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var person = pages.require(handle);
    Runnable enabling = () -> people.enable(person.id(), reason, actor);
    return pages.changed(enabling, person, Map.of(REASON, reason), actor, model, response);
  }
}
