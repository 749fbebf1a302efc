namespace Crm.Application.Leads;

/// <summary>The country of the current tenant, by whose plan a phone number without a country code is read.</summary>
public interface ITenantCountry
{
    ValueTask<string> GetAsync(CancellationToken cancellationToken);
}
