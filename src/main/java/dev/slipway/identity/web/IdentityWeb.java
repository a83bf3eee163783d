package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.NavigationGuard;
import dev.slipway.shell.NavigationItem;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class IdentityWeb implements WebMvcConfigurer {

  private final PermissionInterceptor permissions;
  private final ActorResolver actors;

  IdentityWeb(PermissionInterceptor permissions, ActorResolver actors) {
    this.permissions = permissions;
    this.actors = actors;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(permissions);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(actors);
  }

  @Bean
  NavigationGuard navigationByRights(Access access) {
    return (actor, permission) ->
        permission == Permission.PUBLIC || access.permitsSomewhere(actor, permission);
  }

  @Bean
  NavigationItem peopleEntry() {
    return new NavigationItem("People", "/people", "users", 80, "", Permission.VIEW);
  }
}
