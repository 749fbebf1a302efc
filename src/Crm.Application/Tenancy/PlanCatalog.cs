using Crm.Application.Tenancy.Contracts;

namespace Crm.Application.Tenancy;

/// <summary>What each plan allows; the one place to change it.</summary>
public sealed class PlanCatalog(IReadOnlyList<Plan> plans)
{
    public static readonly PlanCatalog Standard = new([
        new("trial", Accounts: 25, Members: 25, ApiTokens: 25, LeadsPerMonth: 50_000),
        new("starter", Accounts: 5, Members: 10, ApiTokens: 10, LeadsPerMonth: 10_000),
        new("business", Accounts: 50, Members: 100, ApiTokens: 100, LeadsPerMonth: 250_000),
        new("unlimited", Accounts: null, Members: null, ApiTokens: null, LeadsPerMonth: null),
    ]);

    public IEnumerable<string> Names => plans.Select(plan => plan.Name);

    /// <summary>A plan that is not sold any more allows what the first one does.</summary>
    public Plan Find(string? name) => plans.FirstOrDefault(plan => plan.Name == name) ?? plans[0];
}

/// <summary>Null: no limit.</summary>
public sealed record Plan(string Name, int? Accounts, int? Members, int? ApiTokens, int? LeadsPerMonth)
{
    public int? LimitOf(PlanResource resource) =>
        resource switch
        {
            PlanResource.Accounts => Accounts,
            PlanResource.Members => Members,
            PlanResource.ApiTokens => ApiTokens,
            PlanResource.LeadsPerMonth => LeadsPerMonth,
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "A resource without a limit."),
        };
}
