namespace Crm.Application.Leads;

/// <summary>What a request about leads may name of other modules.</summary>
public interface ILeadReferences
{
    ValueTask<bool> IsMemberAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Whether leads may be put into it. One that was taken away on another server may still be taken for half a minute.</summary>
    ValueTask<bool> IsStageAsync(string key, CancellationToken cancellationToken);

    /// <summary>The tenant's country, by whose plan a phone number without a country code is read.</summary>
    ValueTask<string> CountryAsync(CancellationToken cancellationToken);
}
