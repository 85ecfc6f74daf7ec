using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace TwinGrid.Gateway.Callers;

/// <summary>Turns authentication on: then every endpoint needs a caller, but for those that say that they do not (health).</summary>
internal static class CallerAuthentication
{
    public static void AddCallerTokens(this IServiceCollection services, string file)
    {
        services.AddSingleton(TokenFile.Load(file));
        services.AddAuthentication(TokenAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
