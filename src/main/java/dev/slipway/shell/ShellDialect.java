package dev.slipway.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;
import org.thymeleaf.web.servlet.IServletWebExchange;

/// Gives templates `#ui` (looks, icons, times) and, inside a request, `#frame`. An expression
/// object needs no model attribute, so error pages and fragments have it too.
@Component
class ShellDialect extends AbstractDialect
    implements IExpressionObjectDialect, IExpressionObjectFactory {

  private static final String UI = "ui";
  private static final String FRAME = "frame";

  private final ObjectProvider<Icons> icons;
  private final ObjectProvider<NavigationItem> navigation;
  private final ObjectProvider<NavigationGuard> guards;
  private final ObjectProvider<ModeBanner> banners;
  private final ObjectProvider<Panel> panels;
  private final Clock clock;

  ShellDialect(
      ObjectProvider<Icons> icons,
      ObjectProvider<NavigationItem> navigation,
      ObjectProvider<NavigationGuard> guards,
      ObjectProvider<ModeBanner> banners,
      ObjectProvider<Panel> panels,
      ObjectProvider<Clock> clock) {
    super("slipway");
    this.icons = icons;
    this.navigation = navigation;
    this.guards = guards;
    this.banners = banners;
    this.panels = panels;
    this.clock = clock.getIfAvailable(Clock::systemUTC);
  }

  @Override
  public IExpressionObjectFactory getExpressionObjectFactory() {
    return this;
  }

  @Override
  public Set<String> getAllExpressionObjectNames() {
    return Set.of(UI, FRAME);
  }

  @Override
  public @Nullable Object buildObject(IExpressionContext context, String name) {
    Frame frame = frame(context);
    if (name.equals(FRAME)) {
      return frame;
    }
    ZoneId zone = frame == null ? ZoneOffset.UTC : frame.zone();
    return new Ui(icons.getObject(), clock, zone);
  }

  @Override
  public boolean isCacheable(String name) {
    return true;
  }

  private @Nullable Frame frame(IExpressionContext context) {
    return context instanceof IWebContext web
            && web.getExchange() instanceof IServletWebExchange exchange
            && exchange.getNativeRequestObject() instanceof HttpServletRequest request
        ? new Frame(request, contributions())
        : null;
  }

  private Frame.Contributions contributions() {
    return new Frame.Contributions(
        navigation.stream().toList(),
        guards.stream().toList(),
        banners.stream().toList(),
        panels.stream().toList());
  }
}
