using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Identity.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Identity;

/// <summary>What sign-in needs before the first request: a signing key, and the platform administrator where one is set.</summary>
internal static class SignInStart
{
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<SigningKeys>().CurrentAsync(cancellationToken);

        if (
            services.GetRequiredService<SignInSettings>() is
            { PlatformAdmin: { } email, PlatformAdminPassword: { } password }
        )
        {
            await using var scope = services.CreateAsyncScope();
            await CreateAdminAsync(scope.ServiceProvider, email, password, cancellationToken);
        }
    }

    private static async Task CreateAdminAsync(
        IServiceProvider services,
        EmailAddress email,
        Secret password,
        CancellationToken cancellationToken
    )
    {
        var people = services.GetRequiredService<IPeople>();
        if (await people.IsTakenAsync(email, cancellationToken))
        {
            return;
        }

        var admin = new NewPerson(email, password, "Platform administrator", "en")
        {
            IsPlatformAdmin = true,
            EmailConfirmed = true,
        };
        try
        {
            await people.AddAsync(admin, cancellationToken);
            await services.GetRequiredService<IIdentityDb>().SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // A server that started at the same moment may have been first.
            if (!await people.IsTakenAsync(email, cancellationToken))
            {
                throw;
            }
        }
    }
}
