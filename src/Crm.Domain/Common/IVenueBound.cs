namespace Crm.Domain.Common;

/// <summary>Something that belongs to a venue, or to none: a caller who is limited to venues sees only what belongs to them.</summary>
public interface IVenueBound
{
    Guid? VenueId { get; }
}
