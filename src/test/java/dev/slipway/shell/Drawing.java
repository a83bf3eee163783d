package dev.slipway.shell;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// Draws templates without a portal, at a fixed moment, for approval tests of components.
final class Drawing {

  static final Instant NOW = Instant.parse("2026-11-20T15:42:07Z");

  private final SpringTemplateEngine engine = new SpringTemplateEngine();
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

  Drawing() {
    beans.addBean("icons", new Icons(new ResourceUrlProvider()));
    beans.addBean("clock", Clock.fixed(NOW, ZoneOffset.UTC));
    var templates = new ClassLoaderTemplateResolver();
    templates.setPrefix("templates/");
    templates.setSuffix(".html");
    templates.setCharacterEncoding("UTF-8");
    engine.setTemplateResolver(templates);
    engine.addDialect(
        new ShellDialect(
            beans.getBeanProvider(Icons.class),
            beans.getBeanProvider(NavigationItem.class),
            beans.getBeanProvider(NavigationGuard.class),
            beans.getBeanProvider(ModeBanner.class),
            beans.getBeanProvider(Panel.class),
            beans.getBeanProvider(Clock.class)));
  }

  Drawing with(String name, Object bean) {
    beans.addBean(name, bean);
    return this;
  }

  String draw(String template, @Nullable String fragment, Map<String, Object> model) {
    var servlet = new MockServletContext();
    var request = new MockHttpServletRequest(servlet, "GET", "/");
    CurrentActor.set(
        request,
        new dev.slipway.kernel.Actor(
            dev.slipway.kernel.UuidV7.next(),
            "Mira",
            dev.slipway.kernel.Via.SESSION,
            null,
            null,
            null));
    var exchange =
        JakartaServletWebApplication.buildApplication(servlet)
            .buildExchange(request, new MockHttpServletResponse());
    var context = new WebContext(exchange, java.util.Locale.ENGLISH, model);
    var spring = new StaticApplicationContext();
    spring.refresh();
    context.setVariable(
        ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
        new ThymeleafEvaluationContext(spring, null));
    return fragment == null
        ? engine.process(template, context)
        : engine.process(template, Set.of(fragment), context);
  }
}
