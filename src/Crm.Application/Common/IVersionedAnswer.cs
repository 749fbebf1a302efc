namespace Crm.Application.Common;

/// <summary>A resource that tells the version of its row, which its ETag begins with. Keep the member out of the JSON.</summary>
public interface IVersionedAnswer
{
    uint Version { get; }
}
