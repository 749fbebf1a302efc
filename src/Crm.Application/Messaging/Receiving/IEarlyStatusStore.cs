namespace Crm.Application.Messaging.Receiving;

public interface IEarlyStatusStore
{
    /// <returns>How many were deleted; fewer than <paramref name="most"/> when none is left.</returns>
    Task<int> DeleteAsync(DateTimeOffset receivedBefore, int most, CancellationToken cancellationToken);
}
