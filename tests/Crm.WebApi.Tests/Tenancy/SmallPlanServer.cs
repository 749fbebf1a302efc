using Crm.Application.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

/// <summary>A <see cref="TenancyServer"/> with plans that are reached within a test.</summary>
public sealed class SmallPlanServer : IAsyncLifetime
{
    private static readonly PlanCatalog Small = new([
        new("trial", Accounts: 2, Members: 3, ApiTokens: 1, LeadsPerMonth: 3),
        new("business", Accounts: 9, Members: 9, ApiTokens: 9, LeadsPerMonth: 9),
        new("unlimited", null, null, null, null),
    ]);

    public TenancyServer Tenancy { get; } = new();

    public Task InitializeAsync() => Tenancy.StartAsync(services => services.AddSingleton(Small));

    public Task DisposeAsync() => Tenancy.DisposeAsync();
}
