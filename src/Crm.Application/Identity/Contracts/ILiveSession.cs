namespace Crm.Application.Identity.Contracts;

/// <summary>For what stays open after it was authorised, such as an event stream: asked every second or two, it ends within five.</summary>
public interface ILiveSession
{
    /// <summary>The caller's sign-in and place in the tenant still stand.</summary>
    ValueTask<bool> IsAliveAsync();
}
