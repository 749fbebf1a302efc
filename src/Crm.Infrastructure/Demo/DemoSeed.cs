using Crm.Application.Common;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Leads;
using Crm.Application.Tenancy;
using Crm.Application.Venues;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using Crm.Infrastructure.Configuration;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Infrastructure.Demo;

/// <summary>
/// Demo mode's customer: an owner, two venues, connected accounts and a few hundred leads. The data is made once; its
/// accounts are connected at every start, because the simulator forgets its grants when it stops.
/// </summary>
internal sealed class DemoSeed(
    IServiceScopeFactory scopes,
    NpgsqlDataSource database,
    ServerOptions server,
    TimeProvider clock
)
{
    private const string OwnerEmail = "demo@crm.example";
    private const string OwnerPassword = "demo-Parola-2026";
    private const long Lock = 0x63726d_64656d6f;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!server.IsDemo || !server.RunsWeb)
        {
            return;
        }

        // Servers that start at once agree on who makes the demo; the others find it made.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var hold = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction);
        hold.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Lock });
        await hold.ExecuteNonQueryAsync(cancellationToken);

        if (await FindTenantAsync(cancellationToken) is not { } tenantId)
        {
            return;
        }

        await using (var filling = OpenScope(tenantId))
        {
            await FillAsync(filling.ServiceProvider, tenantId, cancellationToken);
        }

        await using var scope = OpenScope(tenantId);
        await scope.ServiceProvider.GetRequiredService<DemoConnections>().ConnectAsync(cancellationToken);
    }

    /// <summary>Null: the owner's address belongs to somebody without a tenant, whom the demo leaves alone.</summary>
    private async Task<TenantId?> FindTenantAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        if (await people.FindByEmailAsync(EmailAddress.Parse(OwnerEmail)!, cancellationToken) is { } owner)
        {
            return owner.LastTenantId is { } tenantId ? new TenantId(tenantId) : null;
        }

        var registered = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(
                new Register("Lale Otelcilik", "Demo Sahibi", OwnerEmail, new Secret(OwnerPassword)),
                cancellationToken
            );

        await scope
            .ServiceProvider.GetRequiredService<ICredentials>()
            .ConfirmEmailAsync(registered.UserId, cancellationToken);
        await scope.ServiceProvider.GetRequiredService<IIdentityDb>().SaveChangesAsync(cancellationToken);

        return new TenantId(registered.TenantId);
    }

    /// <summary>Each part where it is absent: a start that was interrupted is finished by the next.</summary>
    private async Task FillAsync(IServiceProvider services, TenantId tenantId, CancellationToken cancellationToken)
    {
        if (!await services.GetRequiredService<IVenuesDb>().Venues.AnyAsync(cancellationToken))
        {
            await AddLeadsAsync(services, tenantId, cancellationToken);
        }

        await services.GetRequiredService<DemoAccounts>().AddMissingAsync(cancellationToken);
    }

    private async Task AddLeadsAsync(IServiceProvider services, TenantId tenantId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Venue[] venues =
        [
            Venue.Create(tenantId, "Lale Otel Sultanahmet", "IST-1", "Divan Yolu Cd. 1, İstanbul", now),
            Venue.Create(tenantId, "مقهى الياسمين", "RUH-1", "طريق الملك فهد، الرياض", now),
        ];
        var places = services.GetRequiredService<IVenuesDb>();
        places.Venues.AddRange(venues);

        var leads = services.GetRequiredService<ILeadsDb>();
        var made = DemoLeads.Make(tenantId, [.. venues.Select(venue => venue.Id)], now).ToList();
        foreach (var (user, consent) in DemoGuests.Make([.. made.Select(one => one.Lead)], now))
        {
            places.HotspotUsers.Add(user);
            if (consent is not null)
            {
                places.GuestConsents.Add(consent);
            }
        }

        foreach (var (lead, submission) in made)
        {
            leads.Leads.Add(lead);
            leads.Submissions.Add(submission);
            // The stream tells what happens from now on, not what the demo begins with.
            lead.ClearEvents();
        }

        await leads.SaveChangesAsync(cancellationToken);
    }

    private AsyncServiceScope OpenScope(TenantId tenantId)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenantId);

        return scope;
    }
}
