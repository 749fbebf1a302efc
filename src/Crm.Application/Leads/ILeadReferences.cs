namespace Crm.Application.Leads;

/// <summary>What a request about leads may name of other modules.</summary>
public interface ILeadReferences
{
    /// <summary>The venue with this id or external id; null when the tenant has none.</summary>
    ValueTask<Guid?> FindVenueAsync(string idOrExternalId, CancellationToken cancellationToken);

    ValueTask<bool> IsMemberAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>The tenant's country, by whose plan a phone number without a country code is read.</summary>
    ValueTask<string> CountryAsync(CancellationToken cancellationToken);
}
