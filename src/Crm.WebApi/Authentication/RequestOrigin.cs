using Crm.Application.Common;

namespace Crm.WebApi.Authentication;

internal sealed class RequestOrigin(IHttpContextAccessor requests) : IOrigin
{
    public string? Address => requests.HttpContext is { } context ? ClientAddress.Of(context) : null;
}
