namespace Crm.Domain.ApiTokens;

/// <summary>What an API token may do; each level includes the ones before it.</summary>
public enum TokenPermission
{
    Read,
    Write,
    Delete,
}
